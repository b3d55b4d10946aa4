# The home link arms, and disarms only if it was given; people at home are private
house: standard

0:00      the home link arms total in house through the home link as h1, with no exit time
          -> report area.armed: house, total, by home through the home link
          -> house: armed, total
          -> shows lamps armed
          -> answer to h1 ok
0:10      the home link disarms house through the home link as h2
          -> answer to h2 error no_permission
0:20      Ana disarms house by message as m1
          -> report area.disarmed: house, total, by Ana by message
          -> house: disarmed
          -> shows lamps ready
          -> answer to m1 ok
0:30      Ana asks for an image on the page as p1
          -> answer to p1 error privacy
0:40      Ana asks for listen on the page as l1
          -> answer to l1 error no_permission
0:50      Ana asks for an arm on the page as x1
          -> answer to x1 error unsupported
1:00      Rui asks for an image on the page as p2
          -> answer to p2 error no_permission
1:10      Ana grants Rui pictures
          -> report people.changed: rights, (Rui), by Ana on the page
1:20      Rui asks for an image on the page as p3
          -> answer to p3 error privacy
